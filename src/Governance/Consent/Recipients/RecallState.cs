namespace Governance.Consent;

/// <summary>Whether a recipient was told.</summary>
public enum RecallState
{
    /// <summary>The portal sends it, or tries again.</summary>
    Pending,

    /// <summary>The recipient's mail server or webhook has accepted it.</summary>
    Sent,

    /// <summary>It could not be sent. A person retries it or tells the recipient.</summary>
    Failed,

    /// <summary>A person must tell the recipient.</summary>
    ToDo,

    /// <summary>A person has told the recipient.</summary>
    Done,
}
