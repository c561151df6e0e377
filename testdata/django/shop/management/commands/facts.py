"""Prints every object that the application has, one a line: what both databases must agree on."""
import json

from django.apps import apps
from django.core import serializers
from django.core.management.base import BaseCommand


def plain(value):
    """A value with all its digits. The objects of a many-to-many field have no order."""
    return sorted(map(repr, value)) if isinstance(value, list) and value and not isinstance(value[0], (int, float)) else repr(value)


class Command(BaseCommand):
    def handle(self, **options):
        for model in apps.get_models(include_auto_created=True):
            for row in serializers.serialize("python", model.objects.order_by("pk")):
                row["fields"] = {name: plain(value) for name, value in row["fields"].items()}
                self.stdout.write(json.dumps(row, sort_keys=True, default=repr))
