namespace Governance.Platform.Outbound;

/// <summary>An e-mail with one attachment.</summary>
/// <param name="Id">Becomes the Message-ID, so that a repeated e-mail is recognised as the same.</param>
/// <param name="To">An address that <see cref="EmailAddress.IsValid"/> accepts.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Attachment">Content of the attached JSON file, in UTF-8.</param>
/// <param name="AttachmentName">Name of the attached file.</param>
public sealed record OutgoingMail(
    Guid Id,
    string To,
    string Subject,
    string Text,
    byte[] Attachment,
    string AttachmentName
);
