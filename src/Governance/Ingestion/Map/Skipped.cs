namespace Governance.Ingestion;

public enum Skipped
{
    Refuse,
    Shift,
}
