namespace Governance.Platform;

/// <summary>How the API and pages answer a refusal: the HTTP status, and the sign on a page.</summary>
public enum RefusalKind
{
    /// <summary>The request is understood and cannot be carried out: 422.</summary>
    Invalid,

    /// <summary>The request has another form than the door takes: 400.</summary>
    Unreadable,

    /// <summary>There is no such thing, or the actor may not know of it: 404.</summary>
    NotFound,

    /// <summary>The actor lacks a permission: 403.</summary>
    Forbidden,

    /// <summary>The present state does not allow it: 409.</summary>
    Conflict,

    /// <summary>The environment is not available; the same request may succeed in a moment: 503.</summary>
    Busy,

    /// <summary>There is no space: 507.</summary>
    Full,
}
