namespace Airflow.Engine.Coordination;

/// <summary>Tells the other processes on this database that something changed: a hint, the slow poll finds it too.</summary>
public interface IWakeSignal
{
    /// <summary>Best effort, never throws; topic is one of queued (runs that wait to be started), runs (something else about runs or tries), dags, pools, config, or names tries (<see cref="TryNews"/>).</summary>
    void Wake(string topic);
}
