namespace Governance.Ingestion;

public enum Ambiguous
{
    Refuse,
    Earlier,
    Later,
}
