namespace Governance.Platform;

/// <summary>
/// How a refusal is answered at an edge: which HTTP status, which sign on a page. Unreadable: what was sent is not what the door
/// takes. Busy: the same may succeed in a moment. Full: when there is space.
/// </summary>
public enum RefusalKind
{
    Invalid,
    Unreadable,
    NotFound,
    Forbidden,
    Conflict,
    Busy,
    Full,
}
