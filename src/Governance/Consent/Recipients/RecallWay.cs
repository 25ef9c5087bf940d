namespace Governance.Consent;

/// <summary>How a recipient is told.</summary>
public enum RecallWay
{
    /// <summary>By an e-mail that the portal sends.</summary>
    Email,

    /// <summary>By a signed call of the recipient's webhook.</summary>
    Webhook,

    /// <summary>By a person.</summary>
    ByHand,
}
