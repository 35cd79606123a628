namespace Airflow.Runtime.Frames.Messages;

/// <summary>A value that an asset keeps between runs.</summary>
internal sealed record AssetStateStoreResult : FrameMessage
{
    public override string Type => "AssetStateStoreResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "AssetStateStoreResult"u8;
    public FrameValue Value { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Value = fields.Value("value"u8, Value);
        fields.Type(TypeUtf8);
    }
}
