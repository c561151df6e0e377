"""Works with the database as people and programs do: it must be more than readable."""
import datetime
import uuid

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db import IntegrityError, connection, migrations, models, transaction
from django.test import Client

from shop.models import Everything, Tag


class Command(BaseCommand):
    def handle(self, **options):
        old = Client()  # a browser that was logged in before
        old.cookies["sessionid"] = Session.objects.get().session_key
        assert old.get("/admin/shop/everything/").status_code == 200, "the old session is lost"
        new = Client()
        assert new.login(username="user1", password="secret"), "a password does not fit"

        ada = User.objects.get(username="ada")
        last = Everything.objects.order_by("-pk").first().pk
        e = Everything.objects.create(owner=ada, char="new", data={"a": {"b": 1}}, key=uuid.uuid4(), lasts=datetime.timedelta(1))
        assert e.pk == last + 2, f"key {e.pk} after {last} and one that was deleted"
        e.tags.add(Tag.objects.get(name="größe"))
        User.objects.create_user("late", password="x")

        assert Everything.objects.filter(data__a__b=1).count() == 1
        assert Everything.objects.filter(text__icontains="IT'S").exists()
        assert Everything.objects.filter(at__year=2024, ip="::1").exists()
        assert Everything.objects.filter(lasts__lt=datetime.timedelta(0)).exists()
        for bad in (dict(owner=ada, char="new"), dict(owner=ada, char="low", price=-1), dict(owner_id=999, char="orphan")):
            try:
                with transaction.atomic():
                    Everything.objects.create(**bad)
                    connection.check_constraints()
            except IntegrityError:
                continue
            raise AssertionError(f"{bad} was taken")
        with connection.schema_editor() as editor:  # what a later migration does
            field = models.IntegerField(default=3)
            field.set_attributes_from_name("added")
            editor.add_field(Everything, field)
            editor.remove_field(Everything, field)
