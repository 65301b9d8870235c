"""What hangs under something else: gallery images and their versions, rule associations, deployments of groups."""

from bareme.azure.http.paging import own_path
from bareme.azure.readers.partial_reading import Draft
from bareme.azure.readers.routes import COLLECTION_RULES, GALLERIES, RESOURCES, group_path, with_query
from bareme.azure.readers.student_sources import Desk
from bareme.evidence import Source
from bareme.reference.arm import dig_text


async def gallery_images(desk: Desk, draft: Draft) -> None:
    """`Gallery Images - List By Gallery`, for every gallery."""
    await _under(desk, draft, Source.GALLERIES, "images", GALLERIES)


async def gallery_image_versions(desk: Desk, draft: Draft) -> None:
    """`Gallery Image Versions - List By Gallery Image`, for every definition."""
    await _under(desk, draft, Source.GALLERY_IMAGES, "versions", GALLERIES)


async def rule_associations(desk: Desk, draft: Draft) -> None:
    """`Data Collection Rule Associations - List By Rule`, for every rule."""
    await _under(desk, draft, Source.DATA_COLLECTION_RULES, "associations", COLLECTION_RULES)


async def deployments(desk: Desk, draft: Draft) -> None:
    """`Deployments - List By Resource Group`, for every group in scope."""
    kind = "providers/Microsoft.Resources/deployments"
    if desk.target.resource_group:
        await desk.fill(draft, with_query(f"{group_path(desk.target, desk.target.resource_group)}/{kind}", RESOURCES))
        return
    names = [dig_text(group, "name") for group in await desk.known(Source.RESOURCE_GROUPS)]
    paths = [with_query(f"{group_path(desk.target, name)}/{kind}", RESOURCES) for name in names if name]
    await desk.fill_each(draft, paths)
    desk.rest_on(Source.RESOURCE_GROUPS)


async def _under(desk: Desk, draft: Draft, parents: Source, kind: str, version: str) -> None:
    ids = [own_path(desk.line, dig_text(parent, "id") or "") for parent in await desk.known(parents)]
    await desk.fill_each(draft, [with_query(f"{path}/{kind}", version) for path in ids])
    desk.rest_on(parents)
