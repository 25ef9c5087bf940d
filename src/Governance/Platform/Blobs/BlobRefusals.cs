namespace Governance.Platform.Blobs;

[RefusalCode("copy-onto-itself")]
public sealed record CopyOntoItself()
    : Refusal("The blob store cannot be copied to itself.", "Name another folder or container.");

[RefusalCode("copy-from-foreign-store")]
public sealed record CopyFromForeignStore(string Place)
    : Refusal(
        $"The {Place} is empty or belongs to another database.",
        "Point the settings to the store that this installation uses."
    );

[RefusalCode("copy-to-foreign-store")]
public sealed record CopyToForeignStore(string Place)
    : Refusal(
        $"The {Place} to copy to belongs to another database.",
        "Name an empty folder or container, or empty its “owner” if that database is gone."
    );
