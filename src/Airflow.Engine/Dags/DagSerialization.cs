using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>Reads and writes DAGs in Airflow's DagSerialization v3; writing is canonical, so equal DAGs are equal texts.</summary>
public static class DagSerialization
{
    /// <summary>Reads a document from UTF-8 text.</summary>
    /// <exception cref="DagSerializationException">It is no valid v3 document, or too large.</exception>
    public static SerializedDag Read(ReadOnlySpan<byte> utf8, DagSerializationLimits? limits = null)
    {
        limits ??= DagSerializationLimits.Default;
        if (utf8.Length > limits.MaxBytes)
        {
            throw new DagSerializationException("$", $"has {utf8.Length} bytes, more than the {limits.MaxBytes} allowed");
        }

        JsonElement root;
        try
        {
            root = JsonElement.Parse(utf8, new JsonDocumentOptions { MaxDepth = limits.MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw new DagSerializationException(exception.Path ?? "$", $"is not valid JSON: {exception.Message}", exception);
        }

        return Read(root, limits);
    }

    /// <summary>Reads a document from text.</summary>
    public static SerializedDag Read(string json, DagSerializationLimits? limits = null) => Read(Encoding.UTF8.GetBytes(json), limits);

    /// <summary>Reads a parsed document, which must outlive the DAG: values are shared with it.</summary>
    public static SerializedDag Read(JsonElement root, DagSerializationLimits? limits = null) =>
        new SerializedDagReader(limits ?? DagSerializationLimits.Default).Read(root);

    /// <summary>Writes the canonical text: keys in ordinal order, one form for each number, no white space.</summary>
    public static byte[] Write(SerializedDag dag)
    {
        ArgumentNullException.ThrowIfNull(dag);
        var buffer = new ArrayBufferWriter<byte>(4096);
        Write(dag, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the canonical text into a buffer.</summary>
    public static void Write(SerializedDag dag, IBufferWriter<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(dag);
        WriteFields(SerializedDagFields.Document(dag), buffer);
    }

    internal static void WriteFields(FieldList fields, IBufferWriter<byte> buffer)
    {
        // the relaxed encoder only leaves characters such as + and < unescaped; the text is never put into HTML as it is
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        CanonicalJson.Write(writer, fields);
    }
}
