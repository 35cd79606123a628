namespace Airflow.Engine.HumanInput;

/// <summary>What somebody answers; all but the time is JSON.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who: id and name; null: nobody.</param>
/// <param name="ChosenOptions">A list of texts.</param>
/// <param name="ParamsInput">A map.</param>
public sealed record HumanAnswer(DateTimeOffset At, string? By, string ChosenOptions, string ParamsInput)
{
    /// <summary>Nobody answered in time, and the defaults count.</summary>
    public bool IsTimedOut { get; init; }
}
