namespace Governance.Ingestion;

public enum MissingPolicy
{
    KeepGap,
    SkipRow,
    Refuse,
}
