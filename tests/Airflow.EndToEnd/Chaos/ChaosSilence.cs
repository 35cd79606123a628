namespace Airflow.EndToEnd.Chaos;

/// <summary>A time in which a chain stood still, and the try that ended it.</summary>
internal sealed record ChaosSilence(string RunId, string TaskId, int TryNumber, DateTime Begin, DateTime End)
{
    public TimeSpan Length => End - Begin;
}
