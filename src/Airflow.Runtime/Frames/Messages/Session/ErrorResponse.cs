namespace Airflow.Runtime.Frames.Messages;

/// <summary>Refused, with one of the error names of the protocol.</summary>
internal sealed record ErrorResponse : FrameMessage
{
    public override string Type => "ErrorResponse";
    private static ReadOnlySpan<byte> TypeUtf8 => "ErrorResponse"u8;
    public string Error { get; set; } = "GENERIC_ERROR";
    public FrameValue Detail { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Error = fields.Text("error"u8, Error);
        Detail = fields.Value("detail"u8, Detail);
        fields.Type(TypeUtf8);
    }
}
