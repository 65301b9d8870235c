"""What hangs under something else: gallery images and their versions, rule associations, deployments of groups."""

from bareme.azure.http.paging import own_path
from bareme.azure.readers.partial_reading import PartialReading
from bareme.azure.readers.routes import COLLECTION_RULES, GALLERIES, RESOURCES, group_path, with_query
from bareme.azure.readers.student_sources import StudentSources
from bareme.evidence import Source
from bareme.reference.arm import dig_text


async def gallery_images(student: StudentSources, partial: PartialReading) -> None:
    """`Gallery Images - List By Gallery`, for every gallery."""
    await _under(student, partial, Source.GALLERIES, "images", GALLERIES)


async def gallery_image_versions(student: StudentSources, partial: PartialReading) -> None:
    """`Gallery Image Versions - List By Gallery Image`, for every definition."""
    await _under(student, partial, Source.GALLERY_IMAGES, "versions", GALLERIES)


async def rule_associations(student: StudentSources, partial: PartialReading) -> None:
    """`Data Collection Rule Associations - List By Rule`, for every rule."""
    await _under(student, partial, Source.DATA_COLLECTION_RULES, "associations", COLLECTION_RULES)


async def deployments(student: StudentSources, partial: PartialReading) -> None:
    """`Deployments - List By Resource Group`, for every group in scope."""
    kind = "providers/Microsoft.Resources/deployments"
    if student.target.resource_group:
        await student.fill(
            partial, with_query(f"{group_path(student.target, student.target.resource_group)}/{kind}", RESOURCES)
        )
        return
    names = [dig_text(group, "name") for group in await student.known(Source.RESOURCE_GROUPS)]
    paths = [with_query(f"{group_path(student.target, name)}/{kind}", RESOURCES) for name in names if name]
    await student.fill_each(partial, paths)
    student.rest_on(Source.RESOURCE_GROUPS)


async def _under(student: StudentSources, partial: PartialReading, parents: Source, kind: str, version: str) -> None:
    ids = [own_path(student.client, dig_text(parent, "id") or "") for parent in await student.known(parents)]
    await student.fill_each(partial, [with_query(f"{path}/{kind}", version) for path in ids])
    student.rest_on(parents)
