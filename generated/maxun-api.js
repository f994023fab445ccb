// Written by `npm run generate` from contract/maxun-api.yaml. Do not edit.

"use strict";
export const RobotsAnswer = b;
const x = { type: "object", description: "Every robot.", required: ["robots"], properties: { robots: { type: "object", required: ["items"], properties: { totalCount: { type: "integer" }, items: { type: "array", items: { $ref: "#/components/schemas/MaxunRobot" } } } } } }, C = { type: "object", description: "A robot.", required: ["id", "name"], properties: { id: { type: "string", description: "Unique id of the robot." }, name: { type: "string", description: "Name of the robot." }, createdAt: { description: "When it was made", "in milliseconds since the epoch.": null }, inputParameters: { description: "What a run can be given: the URL that it starts at." } } };
function b(r, { instancePath: n = "", parentData: B, parentDataProperty: O, rootData: A = r, dynamicAnchors: w = {} } = {}) {
  let s = null, e = 0;
  const a = b.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let i;
      if (r.robots === void 0 && (i = "robots"))
        return b.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: i } }], !1;
      if (r.robots !== void 0) {
        let l = r.robots;
        if (e === e)
          if (l && typeof l == "object" && !Array.isArray(l)) {
            let f;
            if (l.items === void 0 && (f = "items"))
              return b.errors = [{ instancePath: n + "/robots", schemaPath: "#/properties/robots/required", keyword: "required", params: { missingProperty: f } }], !1;
            if (l.totalCount !== void 0) {
              let y = l.totalCount;
              const u = e;
              if (!(typeof y == "number" && !(y % 1) && !isNaN(y)))
                return b.errors = [{ instancePath: n + "/robots/totalCount", schemaPath: "#/properties/robots/properties/totalCount/type", keyword: "type", params: { type: "integer" } }], !1;
              var t = u === e;
            } else
              var t = !0;
            if (t)
              if (l.items !== void 0) {
                let y = l.items;
                const u = e;
                if (e === u)
                  if (Array.isArray(y)) {
                    var v = !0;
                    const d = y.length;
                    for (let P = 0; P < d; P++) {
                      let p = y[P];
                      const I = e;
                      if (e === e)
                        if (p && typeof p == "object" && !Array.isArray(p)) {
                          let j;
                          if (p.id === void 0 && (j = "id") || p.name === void 0 && (j = "name"))
                            return b.errors = [{ instancePath: n + "/robots/items/" + P, schemaPath: "#/components/schemas/MaxunRobot/required", keyword: "required", params: { missingProperty: j } }], !1;
                          if (p.id !== void 0) {
                            const M = e;
                            if (typeof p.id != "string")
                              return b.errors = [{ instancePath: n + "/robots/items/" + P + "/id", schemaPath: "#/components/schemas/MaxunRobot/properties/id/type", keyword: "type", params: { type: "string" } }], !1;
                            var m = M === e;
                          } else
                            var m = !0;
                          if (m)
                            if (p.name !== void 0) {
                              const M = e;
                              if (typeof p.name != "string")
                                return b.errors = [{ instancePath: n + "/robots/items/" + P + "/name", schemaPath: "#/components/schemas/MaxunRobot/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
                              var m = M === e;
                            } else
                              var m = !0;
                        } else
                          return b.errors = [{ instancePath: n + "/robots/items/" + P, schemaPath: "#/components/schemas/MaxunRobot/type", keyword: "type", params: { type: "object" } }], !1;
                      var v = I === e;
                      if (!v)
                        break;
                    }
                  } else
                    return b.errors = [{ instancePath: n + "/robots/items", schemaPath: "#/properties/robots/properties/items/type", keyword: "type", params: { type: "array" } }], !1;
                var t = u === e;
              } else
                var t = !0;
          } else
            return b.errors = [{ instancePath: n + "/robots", schemaPath: "#/properties/robots/type", keyword: "type", params: { type: "object" } }], !1;
      }
    } else
      return b.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return b.errors = s, e === 0;
}
b.evaluated = { props: { robots: !0 }, dynamicProps: !1, dynamicItems: !1 };
export const RunAnswer = k;
const R = { type: "object", description: "One run.", required: ["run"], properties: { run: { $ref: "#/components/schemas/MaxunRun" } } }, S = { type: "object", description: "A run, as the API answers it.", required: ["runId", "robotId", "status"], properties: { runId: { type: "string", description: "Unique id of the run." }, robotId: { type: "string", description: "Unique id of the robot." }, status: { type: "string", description: "`running`, `queued`, `scheduled`, `success`, `failed`, `aborted` or `aborting`." }, name: { type: "string", description: "Name of the robot." }, startedAt: { type: "string", description: "Start of the run by `toLocaleString()`; it names no zone." }, finishedAt: { type: "string", description: "End of the run by `toLocaleString()`; `''` while it runs." }, id: { description: "Id of the stored row." }, runByUserId: { description: "Number of the user, unless a schedule started it." }, runByScheduleId: { description: "Id of the schedule that started it." }, runByAPI: { anyOf: [{ type: "boolean" }, { type: "null" }], description: "Whether the API started it." }, runBySDK: { description: "Whether an SDK started it." }, runByMCP: { description: "Whether Maxun's MCP server started it." }, runByCLI: { description: "Whether Maxun's command line started it." }, data: { $ref: "#/components/schemas/MaxunRunData" }, screenshots: { description: "URLs of screenshots." } } }, W = { type: "object", description: "What a run found.", properties: { textData: { description: "Captured texts." }, listData: { description: "Captured lists." }, crawlData: { description: "What a crawl found." }, searchData: { description: "What a search found." }, markdown: { description: "The page as Markdown." }, html: { description: "The page as HTML." }, links: { description: "Always empty: only the stored row has the links of a page." }, summary: { description: "A summary of the page." }, promptResult: { description: "The answer to the robot's prompt." } } };
function h(r, { instancePath: n = "", parentData: B, parentDataProperty: O, rootData: A = r, dynamicAnchors: w = {} } = {}) {
  let s = null, e = 0;
  const a = h.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let m;
      if (r.runId === void 0 && (m = "runId") || r.robotId === void 0 && (m = "robotId") || r.status === void 0 && (m = "status"))
        return h.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: m } }], !1;
      if (r.runId !== void 0) {
        const i = e;
        if (typeof r.runId != "string")
          return h.errors = [{ instancePath: n + "/runId", schemaPath: "#/properties/runId/type", keyword: "type", params: { type: "string" } }], !1;
        var t = i === e;
      } else
        var t = !0;
      if (t) {
        if (r.robotId !== void 0) {
          const i = e;
          if (typeof r.robotId != "string")
            return h.errors = [{ instancePath: n + "/robotId", schemaPath: "#/properties/robotId/type", keyword: "type", params: { type: "string" } }], !1;
          var t = i === e;
        } else
          var t = !0;
        if (t) {
          if (r.status !== void 0) {
            const i = e;
            if (typeof r.status != "string")
              return h.errors = [{ instancePath: n + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
            var t = i === e;
          } else
            var t = !0;
          if (t) {
            if (r.name !== void 0) {
              const i = e;
              if (typeof r.name != "string")
                return h.errors = [{ instancePath: n + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
              var t = i === e;
            } else
              var t = !0;
            if (t) {
              if (r.startedAt !== void 0) {
                const i = e;
                if (typeof r.startedAt != "string")
                  return h.errors = [{ instancePath: n + "/startedAt", schemaPath: "#/properties/startedAt/type", keyword: "type", params: { type: "string" } }], !1;
                var t = i === e;
              } else
                var t = !0;
              if (t) {
                if (r.finishedAt !== void 0) {
                  const i = e;
                  if (typeof r.finishedAt != "string")
                    return h.errors = [{ instancePath: n + "/finishedAt", schemaPath: "#/properties/finishedAt/type", keyword: "type", params: { type: "string" } }], !1;
                  var t = i === e;
                } else
                  var t = !0;
                if (t) {
                  if (r.runByAPI !== void 0) {
                    let i = r.runByAPI;
                    const l = e, o = e;
                    let f = !1;
                    const y = e;
                    if (typeof i != "boolean") {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/0/type", keyword: "type", params: { type: "boolean" } };
                      s === null ? s = [d] : s.push(d), e++;
                    }
                    var v = y === e;
                    f = f || v;
                    const u = e;
                    if (i !== null) {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/1/type", keyword: "type", params: { type: "null" } };
                      s === null ? s = [d] : s.push(d), e++;
                    }
                    var v = u === e;
                    if (f = f || v, f)
                      e = o, s !== null && (o ? s.length = o : s = null);
                    else {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf", keyword: "anyOf", params: {} };
                      return s === null ? s = [d] : s.push(d), e++, h.errors = s, !1;
                    }
                    var t = l === e;
                  } else
                    var t = !0;
                  if (t)
                    if (r.data !== void 0) {
                      let i = r.data;
                      const l = e;
                      if (e === e && !(i && typeof i == "object" && !Array.isArray(i)))
                        return h.errors = [{ instancePath: n + "/data", schemaPath: "#/components/schemas/MaxunRunData/type", keyword: "type", params: { type: "object" } }], !1;
                      var t = l === e;
                    } else
                      var t = !0;
                }
              }
            }
          }
        }
      }
    } else
      return h.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return h.errors = s, e === 0;
}
h.evaluated = { props: { runId: !0, robotId: !0, status: !0, name: !0, startedAt: !0, finishedAt: !0, id: !0, runByUserId: !0, runByScheduleId: !0, runByAPI: !0, runBySDK: !0, runByMCP: !0, runByCLI: !0, data: !0, screenshots: !0 }, dynamicProps: !1, dynamicItems: !1 };
function k(r, { instancePath: n = "", parentData: B, parentDataProperty: O, rootData: A = r, dynamicAnchors: w = {} } = {}) {
  let s = null, e = 0;
  const a = k.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let t;
      if (r.run === void 0 && (t = "run"))
        return k.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: t } }], !1;
      r.run !== void 0 && (h(r.run, { instancePath: n + "/run", parentData: r, parentDataProperty: "run", rootData: A, dynamicAnchors: w }) || (s = s === null ? h.errors : s.concat(h.errors), e = s.length));
    } else
      return k.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return k.errors = s, e === 0;
}
k.evaluated = { props: { run: !0 }, dynamicProps: !1, dynamicItems: !1 };
export const StoredRunAnswer = _;
const L = { type: "object", description: "The stored row of one run.", required: ["data"], properties: { data: { $ref: "#/components/schemas/MaxunStoredRun" } } }, U = { type: "object", description: "The stored row of a run.", properties: { id: { type: "string", description: "Id of the row." }, status: { type: "string", description: "As in the run." }, name: { type: "string", description: "Name of the robot." }, robotId: { type: "string", description: "Id of the robot's row; not the robot's id." }, robotMetaId: { type: "string", description: "Unique id of the robot." }, startedAt: { type: "string", description: "As in the run." }, finishedAt: { type: "string", description: "As in the run." }, browserId: { type: "string", description: "Id of the browser that it ran in." }, interpreterSettings: { description: "How it was run." }, log: { anyOf: [{ type: "string" }, { type: "null" }], description: "What the run logged; the text of a failure." }, runId: { type: "string", description: "Unique id of the run." }, runByUserId: { description: "As in the run." }, runByScheduleId: { description: "As in the run." }, runByAPI: { anyOf: [{ type: "boolean" }, { type: "null" }], description: "As in the run." }, runBySDK: { description: "As in the run." }, runByMCP: { description: "As in the run." }, runByCLI: { description: "As in the run." }, serializableOutput: { anyOf: [{ $ref: "#/components/schemas/MaxunOutput" }, { type: "null" }], description: "What it found." }, binaryOutput: { description: "URLs of screenshots by their names." }, retryCount: { description: "How often it was started again." } } }, T = { type: "object", description: "What a run found, as it is stored. What it did not look for is absent.", properties: { scrapeSchema: { description: "Captured texts by the name of their group." }, scrapeList: { description: "Captured lists by name." }, crawl: { description: "What a crawl found." }, search: { description: "What a search found." }, markdown: { description: "The page as Markdown: an array of one object with `content`." }, html: { description: "The page as HTML, likewise." }, summary: { description: "A summary of the page, likewise." }, promptResult: { description: "The answer to the prompt of the robot, likewise." }, links: { description: "The links of the page: an array of objects with `url`." }, scrapeDoc: { description: "What was read from a document: `data`, `tabName`, `pageCount`, `model`, `extractedAt`. The run does not have it." } } };
function c(r, { instancePath: n = "", parentData: B, parentDataProperty: O, rootData: A = r, dynamicAnchors: w = {} } = {}) {
  let s = null, e = 0;
  const a = c.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      if (r.id !== void 0) {
        const o = e;
        if (typeof r.id != "string")
          return c.errors = [{ instancePath: n + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" } }], !1;
        var t = o === e;
      } else
        var t = !0;
      if (t) {
        if (r.status !== void 0) {
          const o = e;
          if (typeof r.status != "string")
            return c.errors = [{ instancePath: n + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
          var t = o === e;
        } else
          var t = !0;
        if (t) {
          if (r.name !== void 0) {
            const o = e;
            if (typeof r.name != "string")
              return c.errors = [{ instancePath: n + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
            var t = o === e;
          } else
            var t = !0;
          if (t) {
            if (r.robotId !== void 0) {
              const o = e;
              if (typeof r.robotId != "string")
                return c.errors = [{ instancePath: n + "/robotId", schemaPath: "#/properties/robotId/type", keyword: "type", params: { type: "string" } }], !1;
              var t = o === e;
            } else
              var t = !0;
            if (t) {
              if (r.robotMetaId !== void 0) {
                const o = e;
                if (typeof r.robotMetaId != "string")
                  return c.errors = [{ instancePath: n + "/robotMetaId", schemaPath: "#/properties/robotMetaId/type", keyword: "type", params: { type: "string" } }], !1;
                var t = o === e;
              } else
                var t = !0;
              if (t) {
                if (r.startedAt !== void 0) {
                  const o = e;
                  if (typeof r.startedAt != "string")
                    return c.errors = [{ instancePath: n + "/startedAt", schemaPath: "#/properties/startedAt/type", keyword: "type", params: { type: "string" } }], !1;
                  var t = o === e;
                } else
                  var t = !0;
                if (t) {
                  if (r.finishedAt !== void 0) {
                    const o = e;
                    if (typeof r.finishedAt != "string")
                      return c.errors = [{ instancePath: n + "/finishedAt", schemaPath: "#/properties/finishedAt/type", keyword: "type", params: { type: "string" } }], !1;
                    var t = o === e;
                  } else
                    var t = !0;
                  if (t) {
                    if (r.browserId !== void 0) {
                      const o = e;
                      if (typeof r.browserId != "string")
                        return c.errors = [{ instancePath: n + "/browserId", schemaPath: "#/properties/browserId/type", keyword: "type", params: { type: "string" } }], !1;
                      var t = o === e;
                    } else
                      var t = !0;
                    if (t) {
                      if (r.log !== void 0) {
                        let o = r.log;
                        const f = e, y = e;
                        let u = !1;
                        const D = e;
                        if (typeof o != "string") {
                          const p = { instancePath: n + "/log", schemaPath: "#/properties/log/anyOf/0/type", keyword: "type", params: { type: "string" } };
                          s === null ? s = [p] : s.push(p), e++;
                        }
                        var v = D === e;
                        u = u || v;
                        const d = e;
                        if (o !== null) {
                          const p = { instancePath: n + "/log", schemaPath: "#/properties/log/anyOf/1/type", keyword: "type", params: { type: "null" } };
                          s === null ? s = [p] : s.push(p), e++;
                        }
                        var v = d === e;
                        if (u = u || v, u)
                          e = y, s !== null && (y ? s.length = y : s = null);
                        else {
                          const p = { instancePath: n + "/log", schemaPath: "#/properties/log/anyOf", keyword: "anyOf", params: {} };
                          return s === null ? s = [p] : s.push(p), e++, c.errors = s, !1;
                        }
                        var t = f === e;
                      } else
                        var t = !0;
                      if (t) {
                        if (r.runId !== void 0) {
                          const o = e;
                          if (typeof r.runId != "string")
                            return c.errors = [{ instancePath: n + "/runId", schemaPath: "#/properties/runId/type", keyword: "type", params: { type: "string" } }], !1;
                          var t = o === e;
                        } else
                          var t = !0;
                        if (t) {
                          if (r.runByAPI !== void 0) {
                            let o = r.runByAPI;
                            const f = e, y = e;
                            let u = !1;
                            const D = e;
                            if (typeof o != "boolean") {
                              const p = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/0/type", keyword: "type", params: { type: "boolean" } };
                              s === null ? s = [p] : s.push(p), e++;
                            }
                            var m = D === e;
                            u = u || m;
                            const d = e;
                            if (o !== null) {
                              const p = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/1/type", keyword: "type", params: { type: "null" } };
                              s === null ? s = [p] : s.push(p), e++;
                            }
                            var m = d === e;
                            if (u = u || m, u)
                              e = y, s !== null && (y ? s.length = y : s = null);
                            else {
                              const p = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf", keyword: "anyOf", params: {} };
                              return s === null ? s = [p] : s.push(p), e++, c.errors = s, !1;
                            }
                            var t = f === e;
                          } else
                            var t = !0;
                          if (t)
                            if (r.serializableOutput !== void 0) {
                              let o = r.serializableOutput;
                              const f = e, y = e;
                              let u = !1;
                              const D = e;
                              if (e === e && !(o && typeof o == "object" && !Array.isArray(o))) {
                                const I = { instancePath: n + "/serializableOutput", schemaPath: "#/components/schemas/MaxunOutput/type", keyword: "type", params: { type: "object" } };
                                s === null ? s = [I] : s.push(I), e++;
                              }
                              var l = D === e;
                              if (u = u || l, l) {
                                var i = {};
                                i.scrapeSchema = !0, i.scrapeList = !0, i.crawl = !0, i.search = !0, i.markdown = !0, i.html = !0, i.summary = !0, i.promptResult = !0, i.links = !0, i.scrapeDoc = !0;
                              }
                              const P = e;
                              if (o !== null) {
                                const I = { instancePath: n + "/serializableOutput", schemaPath: "#/properties/serializableOutput/anyOf/1/type", keyword: "type", params: { type: "null" } };
                                s === null ? s = [I] : s.push(I), e++;
                              }
                              var l = P === e;
                              if (u = u || l, u)
                                e = y, s !== null && (y ? s.length = y : s = null);
                              else {
                                const I = { instancePath: n + "/serializableOutput", schemaPath: "#/properties/serializableOutput/anyOf", keyword: "anyOf", params: {} };
                                return s === null ? s = [I] : s.push(I), e++, c.errors = s, !1;
                              }
                              var t = f === e;
                            } else
                              var t = !0;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else
      return c.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return c.errors = s, e === 0;
}
c.evaluated = { props: { id: !0, status: !0, name: !0, robotId: !0, robotMetaId: !0, startedAt: !0, finishedAt: !0, browserId: !0, interpreterSettings: !0, log: !0, runId: !0, runByUserId: !0, runByScheduleId: !0, runByAPI: !0, runBySDK: !0, runByMCP: !0, runByCLI: !0, serializableOutput: !0, binaryOutput: !0, retryCount: !0 }, dynamicProps: !1, dynamicItems: !1 };
function _(r, { instancePath: n = "", parentData: B, parentDataProperty: O, rootData: A = r, dynamicAnchors: w = {} } = {}) {
  let s = null, e = 0;
  const a = _.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let t;
      if (r.data === void 0 && (t = "data"))
        return _.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: t } }], !1;
      r.data !== void 0 && (c(r.data, { instancePath: n + "/data", parentData: r, parentDataProperty: "data", rootData: A, dynamicAnchors: w }) || (s = s === null ? c.errors : s.concat(c.errors), e = s.length));
    } else
      return _.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return _.errors = s, e === 0;
}
_.evaluated = { props: { data: !0 }, dynamicProps: !1, dynamicItems: !1 };
export const MaxunRun = g;
function g(r, { instancePath: n = "", parentData: B, parentDataProperty: O, rootData: A = r, dynamicAnchors: w = {} } = {}) {
  let s = null, e = 0;
  const a = g.evaluated;
  if (a.dynamicProps && (a.props = void 0), a.dynamicItems && (a.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let m;
      if (r.runId === void 0 && (m = "runId") || r.robotId === void 0 && (m = "robotId") || r.status === void 0 && (m = "status"))
        return g.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: m } }], !1;
      if (r.runId !== void 0) {
        const i = e;
        if (typeof r.runId != "string")
          return g.errors = [{ instancePath: n + "/runId", schemaPath: "#/properties/runId/type", keyword: "type", params: { type: "string" } }], !1;
        var t = i === e;
      } else
        var t = !0;
      if (t) {
        if (r.robotId !== void 0) {
          const i = e;
          if (typeof r.robotId != "string")
            return g.errors = [{ instancePath: n + "/robotId", schemaPath: "#/properties/robotId/type", keyword: "type", params: { type: "string" } }], !1;
          var t = i === e;
        } else
          var t = !0;
        if (t) {
          if (r.status !== void 0) {
            const i = e;
            if (typeof r.status != "string")
              return g.errors = [{ instancePath: n + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
            var t = i === e;
          } else
            var t = !0;
          if (t) {
            if (r.name !== void 0) {
              const i = e;
              if (typeof r.name != "string")
                return g.errors = [{ instancePath: n + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
              var t = i === e;
            } else
              var t = !0;
            if (t) {
              if (r.startedAt !== void 0) {
                const i = e;
                if (typeof r.startedAt != "string")
                  return g.errors = [{ instancePath: n + "/startedAt", schemaPath: "#/properties/startedAt/type", keyword: "type", params: { type: "string" } }], !1;
                var t = i === e;
              } else
                var t = !0;
              if (t) {
                if (r.finishedAt !== void 0) {
                  const i = e;
                  if (typeof r.finishedAt != "string")
                    return g.errors = [{ instancePath: n + "/finishedAt", schemaPath: "#/properties/finishedAt/type", keyword: "type", params: { type: "string" } }], !1;
                  var t = i === e;
                } else
                  var t = !0;
                if (t) {
                  if (r.runByAPI !== void 0) {
                    let i = r.runByAPI;
                    const l = e, o = e;
                    let f = !1;
                    const y = e;
                    if (typeof i != "boolean") {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/0/type", keyword: "type", params: { type: "boolean" } };
                      s === null ? s = [d] : s.push(d), e++;
                    }
                    var v = y === e;
                    f = f || v;
                    const u = e;
                    if (i !== null) {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/1/type", keyword: "type", params: { type: "null" } };
                      s === null ? s = [d] : s.push(d), e++;
                    }
                    var v = u === e;
                    if (f = f || v, f)
                      e = o, s !== null && (o ? s.length = o : s = null);
                    else {
                      const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf", keyword: "anyOf", params: {} };
                      return s === null ? s = [d] : s.push(d), e++, g.errors = s, !1;
                    }
                    var t = l === e;
                  } else
                    var t = !0;
                  if (t)
                    if (r.data !== void 0) {
                      let i = r.data;
                      const l = e;
                      if (e === e && !(i && typeof i == "object" && !Array.isArray(i)))
                        return g.errors = [{ instancePath: n + "/data", schemaPath: "#/components/schemas/MaxunRunData/type", keyword: "type", params: { type: "object" } }], !1;
                      var t = l === e;
                    } else
                      var t = !0;
                }
              }
            }
          }
        }
      }
    } else
      return g.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return g.errors = s, e === 0;
}
g.evaluated = { props: { runId: !0, robotId: !0, status: !0, name: !0, startedAt: !0, finishedAt: !0, id: !0, runByUserId: !0, runByScheduleId: !0, runByAPI: !0, runBySDK: !0, runByMCP: !0, runByCLI: !0, data: !0, screenshots: !0 }, dynamicProps: !1, dynamicItems: !1 };

export const validators = { RobotsAnswer, RunAnswer, StoredRunAnswer, MaxunRun };
