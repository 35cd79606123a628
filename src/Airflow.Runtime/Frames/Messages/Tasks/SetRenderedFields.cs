namespace Airflow.Runtime.Frames.Messages;

/// <summary>The template fields as they were rendered.</summary>
internal sealed record SetRenderedFields : FrameMessage
{
    public override string Type => "SetRenderedFields";
    private static ReadOnlySpan<byte> TypeUtf8 => "SetRenderedFields"u8;
    public FrameValue RenderedFields { get; set; } = FrameValue.EmptyMap;

    internal override void Visit(ref FieldCodec fields)
    {
        RenderedFields = fields.Value("rendered_fields"u8, RenderedFields);
        fields.Type(TypeUtf8);
    }
}
