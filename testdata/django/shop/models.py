"""Models with a field of every type that Django has."""
import uuid

from django.contrib.auth.models import User
from django.db import models


class Tag(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=20, unique=True)


class Everything(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)
    tags = models.ManyToManyField(Tag)
    big = models.BigIntegerField(null=True)
    small = models.SmallIntegerField(null=True)
    positive = models.PositiveIntegerField(null=True)
    yes = models.BooleanField(default=True)
    maybe = models.BooleanField(null=True)
    char = models.CharField(max_length=10, db_index=True)
    text = models.TextField(null=True)
    slug = models.SlugField(null=True)
    email = models.EmailField(null=True)
    url = models.URLField(null=True)
    date = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    made = models.DateTimeField(auto_now_add=True)
    time = models.TimeField(null=True)
    lasts = models.DurationField(null=True)
    price = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    ratio = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    real = models.FloatField(null=True)
    ip = models.GenericIPAddressField(null=True)
    key = models.UUIDField(null=True, unique=True)
    data = models.JSONField(null=True)
    raw = models.BinaryField(null=True)
    file = models.FileField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(check=models.Q(price__gte=0) | models.Q(price=None), name="price_is_not_negative"),
            models.UniqueConstraint(fields=["owner", "char"], name="one_of_a_name"),
        ]


class Profile(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True)
    settings = models.JSONField(default=dict)
