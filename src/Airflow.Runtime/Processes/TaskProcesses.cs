namespace Airflow.Runtime.Processes;

/// <summary>What the tasks of this process have started, for a process that has no time to stop them one by one.</summary>
public static class TaskProcesses
{
    /// <summary>Kills the programs that running tasks have started; their runtimes end with this process.</summary>
    public static void KillPrograms() => ProcessTree.KillOwnPrograms();
}
