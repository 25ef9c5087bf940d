namespace Governance.Ethics;

/// <summary>Settings of Ethics, section <c>Ethics</c>.</summary>
public sealed class EthicsOptions
{
    /// <summary>
    /// How long an approval is valid before a new review is needed; at most 3 years. The default of one year follows
    /// 45 CFR 46.109(e).
    /// </summary>
    public TimeSpan ApprovalLasts { get; set; } = TimeSpan.FromDays(365);
}
