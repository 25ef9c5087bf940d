namespace Governance.Ethics;

public sealed class EthicsOptions
{
    /// <summary>How long an approval counts before it has to be reviewed again; a year is what 45 CFR 46.109(e) asked for.</summary>
    public TimeSpan ApprovalLasts { get; set; } = TimeSpan.FromDays(365);
}
