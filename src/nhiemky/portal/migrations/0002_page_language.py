"""Give the pages that Wagtail has made by now their language."""

from django.db import migrations
from wagtail.models import BootstrapLocaleField, BootstrapTranslatableModel, BootstrapTranslationKeyField


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        BootstrapLocaleField('portal.BasePage'),
        BootstrapTranslationKeyField('portal.BasePage'),
        BootstrapTranslatableModel('portal.BasePage'),
    ]
