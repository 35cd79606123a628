using Airflow.Engine.Coordination;

namespace Airflow.Engine.Scheduling;

/// <summary>Wakes the scheduler of this process, if there is one.</summary>
internal sealed class SchedulerWake(RunScheduler? scheduler) : IWakeSignal
{
    public void Wake(string topic) => scheduler?.Wake(topic);
}
