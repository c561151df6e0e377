"""Fills the database as people and programs do, with values at the ends of what each field takes."""
import datetime
import decimal
import uuid

from django.contrib.auth.models import Group, Permission, User
from django.core.management.base import BaseCommand
from django.test import Client

from shop.models import Everything, Profile, Tag

UTC = datetime.timezone.utc


class Command(BaseCommand):
    def handle(self, **options):
        users = [User.objects.create_superuser("ada", "ada@example.org", "the first program")]
        users += [User.objects.create_user(f"user{i}", password="secret") for i in range(3)]
        group = Group.objects.create(name="Prüfer")
        group.permissions.set(Permission.objects.filter(codename__contains="change"))
        users[1].groups.add(group)
        tags = [Tag.objects.create(name=n) for n in ("red", "größe", "it's", "tab\there", "a\\b")]
        parent = None
        for i in range(60):
            e = Everything(owner=users[i % 4], parent=parent, char=f"n{i}")
            if i % 3:
                e.big = [2**63 - 1, -2**63, 0, i][i % 4]
                e.small, e.positive = [32767, -32768][i % 2], [0, 2**31 - 1][i % 2]
                e.yes, e.maybe = i % 2 == 0, [True, False, None][i // 3 % 3]
                e.text = ["", "line\nend \\N \\.", "🐘 it's", None][i % 4]
                e.slug, e.email, e.url = "a-slug", "a@example.org", "https://example.org/?a=b"
                e.date = datetime.date([1, 1970, 2024, 9999][i % 4], 12, 31)
                e.at = datetime.datetime([1900, 1970, 2024, 9999][i % 4], 2, 28, 23, 59, 59, [0, 1, 500000, 999999][i // 4 % 4], UTC)
                e.time = datetime.time(23, 59, 59, [0, 1, 999999][i // 3 % 3])
                e.lasts = datetime.timedelta(days=i - 30, microseconds=i)
                e.price, e.ratio = decimal.Decimal(i) / 4, decimal.Decimal("0.0000000001") * i
                e.real = [0.1, 1e300, -2.5, 1 / 3][i % 4]
                e.ip = ["127.0.0.1", "::1", "2001:db8::ff00:42:8329"][i // 3 % 3]
                e.key = uuid.UUID(int=i)
                e.data = [{"a": [1, 2.5, None, True]}, [], "text", 5, {"ü": "\\u0041 \"quoted\""}][i % 5]
                e.raw, e.file = bytes([0, 255, i, 92, 39]), "files/a b.txt"
            e.save()
            e.tags.set(tags[: i % 6])
            parent = e
        Everything.objects.filter(char="n59").delete()  # its key must not come again
        Profile.objects.create(user=users[0], settings={"theme": "dark"})
        browser = Client()
        assert browser.login(username="ada", password="the first program")
        assert browser.get("/admin/shop/everything/").status_code == 200
