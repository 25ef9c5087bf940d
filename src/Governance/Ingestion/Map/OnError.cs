namespace Governance.Ingestion;

public enum OnError
{
    Continue,
    Stop,
}
