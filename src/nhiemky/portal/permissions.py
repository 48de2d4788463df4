"""What the group of editors may do in Wagtail, and the languages of the portal; made so after every migration."""

from typing import Any

from django.apps import apps as all_apps
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale

from nhiemky.organisation.actions import EDITORS
from nhiemky.portal.models import BasePage

# (app, codename): the editor itself, the portal's settings, official documents.
PLAIN = [
    ("wagtailadmin", "access_admin"),
    ("portal", "change_portalsettings"),
    ("portal", "add_officialdocument"),
    ("portal", "change_officialdocument"),
    ("portal", "delete_officialdocument"),
    ("portal", "view_officialdocument"),
    ("simple_translation", "submit_translation"),
]
PAGES = ["add_basepage", "change_basepage", "publish_basepage", "bulk_delete_basepage"]
FILES = [
    ("wagtailimages", ["add_image", "change_image", "choose_image"]),
    ("wagtaildocs", ["add_document", "change_document", "choose_document"]),
]
# Wagtail makes these two groups for itself; here roles come from `organisation` alone.
UNUSED_GROUPS = ["Editors", "Moderators"]


def prepare(apps: Apps = all_apps, **_kwargs: Any) -> None:
    """Make languages, group and permissions what they should be; nothing while the portal is but half migrated."""
    try:
        apps.get_model("portal", "OfficialDocument")
    except LookupError:
        return
    for app in {app for app, _codename in PLAIN} | {app for app, _codenames in FILES}:
        create_permissions(all_apps.get_app_config(app), verbosity=0)
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    Group.objects.filter(name__in=UNUSED_GROUPS).delete()
    group, _made = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set(_permission(app, codename) for app, codename in PLAIN)
    root = BasePage.objects.filter(depth=1).first()
    if root is not None:
        for codename in PAGES:
            GroupPagePermission.objects.get_or_create(
                group=group, page=root, permission=_permission("portal", codename)
            )
    collection = Collection.get_first_root_node()
    if collection is not None:
        for app, codenames in FILES:
            for codename in codenames:
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=collection, permission=_permission(app, codename)
                )


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
