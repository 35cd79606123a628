namespace Airflow.Engine.Runs;

/// <summary>The states of a dag run.</summary>
public enum RunState
{
    Queued,
    Running,
    Success,
    Failed,
}
