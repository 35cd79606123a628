using Airflow.Runtime.Processes;
using Microsoft.Extensions.Logging;

namespace Airflow.Runtime.Child;

/// <summary>Ends the processes that a task has started and left running.</summary>
internal static class Leftovers
{
    private const int Rounds = 200;

    public static void Kill(Guid mark, ChildLog log)
    {
        // one system call; nearly every task ends here. Orphans are seen as well: they became children of this process
        if (!ChildReaper.HasChildren())
        {
            return;
        }
        var killed = ProcessTree.KillMarked(mark);
        if (killed > 0)
        {
            log.Write(LogLevel.Warning, "task", $"The task left {killed} process(es) running; they were killed.");
        }
        for (var round = 0; round < Rounds && ChildReaper.HasChildren(); round++)
        {
            if (!ChildReaper.ReapAny())
            {
                Thread.Sleep(1);
            }
        }
    }
}
