namespace Airflow;

/// <summary>When a DAG runs, and what span of time each run is about. The kinds are Airflow's, under Airflow's names.</summary>
public abstract record Timetable
{
    private protected Timetable()
    {
    }
}
