namespace Governance.Platform;

public static class CancellationChecks
{
    /// <summary>
    /// Notices a cancellation in a tight loop: looked for at every 65,536th step, which costs nothing and is a few
    /// milliseconds apart.
    /// </summary>
    public static void CheckAt(this CancellationToken ct, int step)
    {
        if ((step & 0xFFFF) == 0)
            ct.ThrowIfCancellationRequested();
    }
}
