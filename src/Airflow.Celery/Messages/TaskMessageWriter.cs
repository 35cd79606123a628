using System.Globalization;
using System.Text.Json.Nodes;

namespace Airflow.Celery.Messages;

/// <summary>Writes a task as a message of Celery's protocol 2, with the headers of Celery 5.3 and newer.</summary>
internal static class TaskMessageWriter
{
    public static BrokerMessage Write(TaskMessage task)
    {
        var headers = new JsonObject
        {
            ["lang"] = task.Lang,
            ["task"] = task.Task,
            ["id"] = task.Id,
            ["shadow"] = task.Shadow,
            ["eta"] = task.Eta is { } eta ? CeleryTime.Write(eta) : null,
            ["expires"] = task.Expires is { } expires ? CeleryTime.Write(expires) : null,
            ["group"] = task.Group,
            ["group_index"] = task.GroupIndex,
            ["retries"] = task.Retries,
            ["timelimit"] = new JsonArray(Seconds(task.HardTimeLimit), Seconds(task.SoftTimeLimit)),
            ["root_id"] = task.RootId ?? task.Id,
            ["parent_id"] = task.ParentId,
            ["argsrepr"] = task.ArgsRepr,
            ["kwargsrepr"] = task.KwargsRepr,
            ["origin"] = task.Origin,
            ["ignore_result"] = task.IgnoreResult,
            ["replaced_task_nesting"] = task.ReplacedTaskNesting,
            ["stamped_headers"] = task.StampedHeaders?.DeepClone(),
            ["stamps"] = task.Stamps.DeepClone(),
        };
        foreach (var (name, value) in task.OtherHeaders)
        {
            headers[name] = value?.DeepClone();
        }

        return new BrokerMessage
        {
            Body = CeleryJson.Write(new JsonArray(task.Args.DeepClone(), task.Kwargs.DeepClone(), task.Embed?.DeepClone() ?? NoEmbed())),
            Headers = headers,
            CorrelationId = task.CorrelationId ?? task.Id,
            ReplyTo = task.ReplyTo,
            Priority = task.Priority,
            Expiration = task.Expiration,
        };
    }

    private static JsonObject NoEmbed() => new() { ["callbacks"] = null, ["errbacks"] = null, ["chain"] = null, ["chord"] = null };

    private static JsonNode? Seconds(double? value) =>
        value is not { } seconds ? null
        : double.IsInteger(seconds) ? JsonNode.Parse(seconds.ToString("F0", CultureInfo.InvariantCulture))
        : CeleryJson.Float(seconds);
}
