namespace Airflow.Runtime.Frames.Messages;

/// <summary>An answer to a question.</summary>
internal sealed record UpdateHITLDetail : FrameMessage
{
    public override string Type => "UpdateHITLDetail";
    private static ReadOnlySpan<byte> TypeUtf8 => "UpdateHITLDetail"u8;
    public Guid TiId { get; set; }
    public IReadOnlyList<string> ChosenOptions { get; set; } = [];
    public FrameValue ParamsInput { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        TiId = fields.Uuid("ti_id"u8, TiId);
        ChosenOptions = fields.TextList("chosen_options"u8, ChosenOptions);
        ParamsInput = fields.Value("params_input"u8, ParamsInput);
        fields.Type(TypeUtf8);
    }
}
