namespace Governance.Platform;

/// <summary>Cancellation of tight loops.</summary>
public static class CancellationChecks
{
    /// <summary>
    /// Throws when cancellation is requested. Checks at every 65,536th step, a few milliseconds apart, so that a tight loop
    /// stays fast.
    /// </summary>
    public static void CheckAt(this CancellationToken ct, int step)
    {
        if ((step & 0xFFFF) == 0)
            ct.ThrowIfCancellationRequested();
    }
}
