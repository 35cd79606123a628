namespace Airflow.Runtime.Frames.Messages;

/// <summary>A value that a task keeps between tries.</summary>
internal sealed record TaskStateStoreResult : FrameMessage
{
    public override string Type => "TaskStateStoreResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "TaskStateStoreResult"u8;
    public FrameValue Value { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Value = fields.Value("value"u8, Value);
        fields.Type(TypeUtf8);
    }
}
