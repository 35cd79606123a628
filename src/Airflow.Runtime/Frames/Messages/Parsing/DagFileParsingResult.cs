namespace Airflow.Runtime.Frames.Messages;

/// <summary>What a file holds: DAGs and errors.</summary>
internal sealed record DagFileParsingResult : FrameMessage
{
    public override string Type => "DagFileParsingResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "DagFileParsingResult"u8;
    public string Fileloc { get; set; } = "";
    public IReadOnlyList<LazyDeserializedDAG> SerializedDags { get; set; } = [];
    public IReadOnlyList<FrameValue>? Warnings { get; set; }
    public IReadOnlyDictionary<string, string>? ImportErrors { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Fileloc = fields.Text("fileloc"u8, Fileloc);
        SerializedDags = fields.PartList("serialized_dags"u8, SerializedDags, static () => new LazyDeserializedDAG());
        Warnings = fields.OptionalValueList("warnings"u8, Warnings);
        ImportErrors = fields.OptionalTextMap("import_errors"u8, ImportErrors);
        fields.Type(TypeUtf8);
    }
}
