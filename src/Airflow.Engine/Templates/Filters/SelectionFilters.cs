namespace Airflow.Engine.Templates;

/// <summary>Filters that apply a filter or test to every item.</summary>
internal static class SelectionFilters
{
    public static PyFunction[] All { get; } =
    [
        new("map(value, *args, **kwargs)", Map),
        new("select(value, *args, **kwargs)", call => Select(call, null, keep: true)),
        new("reject(value, *args, **kwargs)", call => Select(call, null, keep: false)),
        new("selectattr(value, attribute, *args, **kwargs)", call => Select(call, AttributePath.From(call[1], call.Frame), keep: true)),
        new("rejectattr(value, attribute, *args, **kwargs)", call => Select(call, AttributePath.From(call[1], call.Frame), keep: false)),
    ];

    private static object? Map(BoundCall call)
    {
        var named = call.NamedRest;
        if (call.Rest.Length == 0 && named.TryGet("attribute", out var attribute))
        {
            var hasDefault = named.TryGet("default", out var fallback);
            if (named.Items.Select(item => (string)item.Key!).FirstOrDefault(name => name is not ("attribute" or "default")) is { } unexpected)
            {
                throw new TemplateException(TemplateErrorKind.FilterArgumentError, $"Unexpected keyword argument {PyText.Quote(unexpected)}");
            }

            var path = AttributePath.From(attribute, call.Frame, fallback, hasDefault)!;
            return new PyGenerator(call.Each(0).Select(path));
        }

        if (call.Rest.Length == 0)
        {
            throw new TemplateException(TemplateErrorKind.FilterArgumentError, "map requires a filter argument");
        }

        var name = PyText.Str(call.Rest[0]);
        var filter = (call.Frame.State.Scope.Filters ?? FilterRegistry.BuiltIn).Find(name)
            ?? throw new TemplateException(TemplateErrorKind.TemplateRuntimeError, $"No filter named '{name}'.");
        var arguments = Remaining(call);
        return new PyGenerator(call.Each(0).Select(item => filter(arguments.Prepend(item))));
    }

    private static PyGenerator Select(BoundCall call, Func<object?, object?>? path, bool keep)
    {
        Func<object?, bool> test = PyTruth.Of;
        if (call.Rest.Length > 0)
        {
            var name = PyText.Str(call.Rest[0]);
            var found = TestRegistry.Find(name) ?? throw new TemplateException(TemplateErrorKind.TemplateRuntimeError, $"No test named '{name}'.");
            var arguments = Remaining(call);
            test = item => PyTruth.Of(found(arguments.Prepend(item)));
        }

        return new PyGenerator(call.Each(0).Where(item => test(path is null ? item : path(item)) == keep));
    }

    private static CallArguments Remaining(BoundCall call) => new(
        call.Rest[1..],
        [.. call.NamedRest.Items.Select(item => KeyValuePair.Create((string)item.Key!, item.Value))],
        call.Frame);
}
