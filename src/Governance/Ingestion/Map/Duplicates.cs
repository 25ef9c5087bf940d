namespace Governance.Ingestion;

public enum Duplicates
{
    KeepFirst,
    KeepLast,
    KeepAll,
    Average,
    Refuse,
}
