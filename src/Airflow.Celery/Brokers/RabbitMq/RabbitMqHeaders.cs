using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Celery.Messages;
using RabbitMQ.Client;

namespace Airflow.Celery.Brokers.RabbitMq;

/// <summary>Headers as tables of AMQP: texts are long strings, numbers signed.</summary>
internal static class RabbitMqHeaders
{
    // the client numbers what it publishes in a header of its own, to match the confirmations: it is no part of the message
    public static Dictionary<string, object?> Write(JsonObject headers) => headers.ToDictionary(header => header.Key, header => Write(header.Value), StringComparer.Ordinal);

    public static JsonObject Read(IDictionary<string, object?>? headers) =>
        new((headers ?? new Dictionary<string, object?>(StringComparer.Ordinal)).Where(header => header.Key != Constants.PublishSequenceNumberHeader).Select(header => KeyValuePair.Create(header.Key, Read(header.Value))));

    private static object? Write(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => Write(map),
        JsonArray list => list.Select(Write).ToList(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => node.GetValue<string>(),
            _ => Number(node),
        },
    };

    private static object Number(JsonNode node)
    {
        var text = node.ToJsonString();
        if (text.AsSpan().ContainsAny(".eE") || !long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            return double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }

        return number is >= int.MinValue and <= int.MaxValue ? (object)(int)number : number;
    }

    private static JsonNode? Read(object? value) => value switch
    {
        null => null,
        byte[] text => JsonValue.Create(Encoding.UTF8.GetString(text)),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        double number => CeleryJson.Float(number),
        float number => CeleryJson.Float(number),
        byte or sbyte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        IDictionary<string, object?> map => Read(map),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Read)]),
        _ => JsonValue.Create(value.ToString()),
    };
}
