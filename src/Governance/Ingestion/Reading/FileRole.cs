namespace Governance.Ingestion;

internal enum FileRole
{
    Unused,
    Table,
    Image,
    Text,
}
