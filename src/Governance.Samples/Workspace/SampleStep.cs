namespace Governance.Samples;

internal enum SampleStep
{
    Went,
    Waiting,
    Done,
}
