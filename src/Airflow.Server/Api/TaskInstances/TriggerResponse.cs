using Airflow.Engine.Tasks;

namespace Airflow.Server.Api.TaskInstances;

/// <summary>What a deferred task instance waits for.</summary>
internal sealed record TriggerResponse(long Id, string Classpath, string Kwargs, DateTimeOffset CreatedDate, string? Queue, int? TriggererId)
{
    /// <summary>Arguments may hold secrets, so they are told to nobody.</summary>
    public static TriggerResponse Of(ListedTrigger trigger) => new(trigger.Id, trigger.Classpath, "{}", trigger.CreatedDate, trigger.Queue, trigger.Triggerer?.Id);
}
