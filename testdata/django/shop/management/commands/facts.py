"""Prints every object that the application has, one a line: what both databases must agree on."""
import json

from django.apps import apps
from django.core import serializers
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def handle(self, **options):
        for model in apps.get_models(include_auto_created=True):
            for row in json.loads(serializers.serialize("json", model.objects.order_by("pk"))):
                self.stdout.write(json.dumps(row, sort_keys=True))
