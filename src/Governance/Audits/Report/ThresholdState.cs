namespace Governance.Audits;

public enum ThresholdState
{
    Met,
    Unmet,
    NotJudged,
}
