namespace Governance.Platform.Blobs;

/// <summary>Source and target of a copy are the same store.</summary>
[RefusalCode("copy-onto-itself")]
public sealed record CopyOntoItself()
    : Refusal("The blob store cannot be copied to itself.", "Name another folder or container.");

/// <summary>The source of a copy does not belong to this database.</summary>
/// <param name="Place">The store, as sentences name it.</param>
[RefusalCode("copy-from-foreign-store")]
public sealed record CopyFromForeignStore(string Place)
    : Refusal(
        $"The {Place} is empty or belongs to another database.",
        "Point the settings to the store that this installation uses."
    );

/// <summary>The target of a copy belongs to another database.</summary>
/// <param name="Place">The store, as sentences name it.</param>
[RefusalCode("copy-to-foreign-store")]
public sealed record CopyToForeignStore(string Place)
    : Refusal(
        $"The {Place} to copy to belongs to another database.",
        "Name an empty folder or container, or empty its “owner” if that database no longer exists."
    );
