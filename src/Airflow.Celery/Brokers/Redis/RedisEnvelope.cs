using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Celery.Messages;

namespace Airflow.Celery.Brokers.Redis;

/// <summary>The text that kombu keeps in Redis's lists and channels: the message, where it was sent, and its tag.</summary>
internal sealed record RedisEnvelope(BrokerMessage Message, string Exchange, string RoutingKey, string Tag)
{
    /// <summary>It had been delivered before and was put back.</summary>
    public bool IsRedelivered { get; init; }

    public byte[] Write()
    {
        var properties = new JsonObject();
        Add(properties, "correlation_id", Message.CorrelationId);
        Add(properties, "reply_to", Message.ReplyTo);
        properties["delivery_mode"] = Message.DeliveryMode;
        Add(properties, "expiration", Message.Expiration);
        var info = new JsonObject { ["exchange"] = Exchange, ["routing_key"] = RoutingKey };
        var headers = (JsonObject)Message.Headers.DeepClone();
        if (IsRedelivered)
        {
            info["redelivered"] = true;
            headers["redelivered"] = true;
        }

        properties["delivery_info"] = info;
        properties["priority"] = Message.Priority;
        properties["body_encoding"] = "base64";
        properties["delivery_tag"] = Tag;
        return CeleryJson.Write(new JsonObject
        {
            ["body"] = Convert.ToBase64String(Message.Body.Span),
            ["content-encoding"] = Message.ContentEncoding,
            ["content-type"] = Message.ContentType,
            ["headers"] = headers,
            ["properties"] = properties,
        });
    }

    /// <summary>Throws <see cref="MessageRefusedException"/> for what would end a Python worker: no tag, no delivery info, a body that is not what it says.</summary>
    public static RedisEnvelope Read(ReadOnlyMemory<byte> text)
    {
        if (CeleryJson.Parse(text) is not JsonObject envelope || envelope["properties"] is not JsonObject properties)
        {
            throw new MessageRefusedException("The envelope of a message is no map with properties.");
        }

        var tag = CeleryJson.Text(properties, "delivery_tag") ?? throw new MessageRefusedException("The envelope of a message has no delivery_tag.");
        var info = properties["delivery_info"] as JsonObject ?? throw new MessageRefusedException($"The envelope {tag} has no delivery_info.");
        return new RedisEnvelope(
            new BrokerMessage
            {
                Body = ReadBody(envelope["body"], CeleryJson.Text(properties, "body_encoding"), tag),
                ContentType = CeleryJson.Text(envelope, "content-type"),
                ContentEncoding = CeleryJson.Text(envelope, "content-encoding"),
                Headers = envelope["headers"]?.DeepClone() as JsonObject ?? [],
                CorrelationId = CeleryJson.Text(properties, "correlation_id"),
                ReplyTo = CeleryJson.Text(properties, "reply_to"),
                DeliveryMode = CeleryJson.Integer(properties, "delivery_mode") ?? 2,
                Priority = CeleryJson.Integer(properties, "priority") ?? 0,
                Expiration = CeleryJson.Text(properties, "expiration"),
            },
            CeleryJson.Text(info, "exchange") ?? "",
            CeleryJson.Text(info, "routing_key") ?? "",
            tag)
        {
            IsRedelivered = CeleryJson.Flag(info, "redelivered") || (envelope["headers"] is JsonObject headers && CeleryJson.Flag(headers, "redelivered")),
        };
    }

    private static ReadOnlyMemory<byte> ReadBody(JsonNode? body, string? encoding, string tag)
    {
        if (body?.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array)
        {
            return CeleryJson.Write(body);
        }

        var text = body?.GetValueKind() == JsonValueKind.String ? body.GetValue<string>() : throw new MessageRefusedException($"The envelope {tag} has no body.");
        if (encoding != "base64")
        {
            return Encoding.UTF8.GetBytes(text);
        }

        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException exception)
        {
            throw new MessageRefusedException($"The body of the envelope {tag} is no base64.", exception) { IsUndecodable = true };
        }
    }

    private static void Add(JsonObject properties, string name, string? value)
    {
        if (value is not null)
        {
            properties[name] = value;
        }
    }
}
