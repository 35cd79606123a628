using Airflow.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Tests.Callbacks;

public sealed class CallbackTests
{
    private readonly List<string> _calls = [];
    private readonly CallbackContext _context = new() { DagId = "d", RunId = "r", Logger = NullLogger.Instance, Services = NoServices.Instance };

    [Fact]
    public async Task Several_callbacks_are_called_in_order()
    {
        var callback = Callback.From(context => _calls.Add(context.DagId)) + Callback.From(async context => await Task.Run(() => _calls.Add(context.RunId))) + Say("third");

        await callback.InvokeAsync(_context);

        _calls.ShouldBe(["d", "r", "third"]);
        callback.Parts.Count.ShouldBe(3);
    }

    [Fact]
    public async Task One_that_throws_does_not_keep_the_others_from_being_called()
    {
        var callback = Callback.From((Action<CallbackContext>)(_ => throw new FormatException())) + Say("second");

        await Should.ThrowAsync<FormatException>(() => callback.InvokeAsync(_context));
        await Should.ThrowAsync<AggregateException>(() => (callback + callback).InvokeAsync(_context));

        _calls.ShouldBe(["second", "second", "second"]);
    }

    private Callback Say(string word) => Callback.From(_ => _calls.Add(word));
}
