"""Who may do what at every address. A route that is not here fails the test; so does one that is gone.

Each line: route, what it takes to read it (GET), what it takes to act there (POST). ``-`` means that the method does
not exist. The words are those of ``veien.road.rules.roles.May``; beside them ``open`` (everybody), ``token`` (whoever
has the letter), ``person`` (whoever is logged in), ``own`` (what one has set up oneself), ``reject`` (score or
judge_price), ``send`` (judge_price or publish), ``ask`` (score, judge_price or publish), ``admin`` (who may invite to
the organisation).
"""

TABLE = """
road:home                               person        -
road:start                              person        person
road:road                               view          -
road:station                            view          -
road:effort                             -             edit
road:lane                               view          -
road:activity                           edit          edit
road:tick                               -             edit
road:evidence_add                       -             edit
road:evidence                           view          -
road:decision                           view          decide
road:decisions                          view          -
road:recommendation                     edit          edit
road:signatures                         view          decide
road:sign                               decide        decide
road:signer_remove                      -             decide
road:method                             view          manage
road:skip                               skip          skip
road:deliverables                       view          -
road:deliverable                        view          edit
road:make                               -             edit
road:version                            view          -
road:charter                            view          manage
road:roles                              view          manage
road:take_role                          -             manage
road:declare                            -             view
road:team                               view          -
road:leave_out                          -             manage
road:help_ask                           -             edit
road:help_settle                        -             edit
road:member                             manage        manage
road:thread                             view          -
road:thread_object                      view          -
road:log                                view_tenders  -
road:log_export                         view_tenders  -
anchoring:page                          view          -
anchoring:export                        view          -
anchoring:stakeholder_add               edit          edit
anchoring:stakeholder                   view          -
anchoring:view                          -             edit
anchoring:stakeholder_change            edit          edit
anchoring:stakeholder_remove            edit          edit
anchoring:measures                      view          -
anchoring:measure_add                   edit          edit
anchoring:measure_change                edit          edit
anchoring:measure_attach                -             edit
anchoring:measure_remove                edit          edit
anchoring:file                          view          -
anchoring:invitations                   view          edit
anchoring:invitation                    -             edit
anchoring:plan_add                      edit          edit
anchoring:plan_change                   edit          edit
anchoring:plan_remove                   edit          edit
anchoring:brief                         view          edit
anchoring:brief_file                    view          -
collaboration:page                      view          -
collaboration:add                       manage        manage
collaboration:new                       -             manage
collaboration:change                    manage        manage
collaboration:remove                    manage        manage
needs:page                              view          -
needs:add                               -             edit
needs:move                              -             edit
needs:export                            view          -
needs:import                            edit          edit
needs:import_form                       edit          -
needs:import_apply                      -             edit
needs:need                              view          -
needs:change                            edit          edit
needs:remove                            edit          edit
needs:inquiries                         view          -
needs:inquiry_add                       edit          edit
needs:inquiry_export                    view          -
needs:inquiry                           view          -
needs:inquiry_change                    edit          edit
needs:inquiry_remove                    edit          edit
needs:inquiry_erase                     edit          edit
needs:inquiry_notes                     edit          edit
needs:inquiry_need                      edit          edit
needs:inquiry_attach                    -             edit
needs:inquiry_file                      edit          -
needs:inquiry_file_remove               -             edit
needs:personas                          view          -
needs:persona_add                       edit          edit
needs:persona                           edit          edit
needs:persona_remove                    -             edit
needs:persona_poster                    view          -
needs:story_add                         -             edit
needs:story                             edit          edit
needs:story_need                        -             edit
needs:story_remove                      -             edit
needs:connections                       view          -
needs:connection_add                    -             edit
needs:horizons                          -             edit
needs:connection_remove                 -             edit
needs:wording                           -             edit
needs:whys                              view          -
needs:why_export                        view          -
needs:why_add                           -             edit
needs:why                               edit          edit
needs:why_need                          -             edit
needs:why_remove                        -             edit
needs:innovation                        view          edit
needs:meant                             edit          edit
needs:meant_remove                      -             edit
needs:guess                             view          view
needs:guess_judge                       -             edit
needs:journeys                          view          -
needs:journey_add                       -             edit
needs:journey_export                    view          -
needs:journey                           view          -
needs:journey_change                    edit          edit
needs:journey_remove                    -             edit
needs:journey_copy                      -             edit
needs:step_add                          -             edit
needs:step                              edit          edit
needs:step_remove                       -             edit
needs:step_move                         -             edit
needs:step_copy                         -             edit
needs:step_need                         -             edit
needs:operation                         view          -
needs:operation_add                     -             edit
needs:operation_export                  view          -
needs:operation_change                  edit          edit
needs:operation_remove                  -             edit
needs:operation_need                    -             edit
needs:responsibility                    view          -
needs:task_add                          -             edit
needs:responsibility_keep               -             edit
needs:responsibility_export             view          -
needs:task                              edit          edit
needs:task_remove                       -             edit
needs:data_flow                         view          -
needs:flow_export                       view          -
needs:flow_basis                        view          -
needs:flow_carry                        -             edit
needs:system_add                        -             edit
needs:system                            edit          edit
needs:system_remove                     -             edit
needs:flow_add                          -             edit
needs:flow                              edit          edit
needs:flow_remove                       -             edit
needs:flow_need                         -             edit
needs:key_figures                       view          -
needs:key_figure_add                    -             edit
needs:key_figure_export                 view          -
needs:key_figure_table_form             edit          -
needs:key_figure                        view          -
needs:key_figure_change                 edit          edit
needs:key_figure_remove                 -             edit
needs:key_figure_table                  edit          edit
needs:key_figure_table_keep             -             edit
needs:key_figure_table_drop             -             edit
goals:page                              view          -
goals:vision                            edit          edit
goals:move                              -             edit
goals:add                               edit          edit
goals:goal                              view          -
goals:change                            edit          edit
goals:remove                            edit          edit
goals:export                            view          -
goals:parts                             view          -
goals:part                              edit          edit
goals:lines                             view          -
goals:line_add                          edit          edit
goals:line                              edit          edit
goals:line_remove                       -             edit
business_case:page                      view          -
business_case:settings                  edit          edit
business_case:alternative_add           edit          edit
business_case:alternative               view          -
business_case:working                   view          -
business_case:alternative_change        edit          edit
business_case:alternative_remove        edit          edit
business_case:line_add                  edit          edit
business_case:table                     edit          edit
business_case:line                      edit          edit
business_case:line_remove               edit          edit
business_case:drivers                   view          -
business_case:driver_add                edit          edit
business_case:driver                    edit          edit
business_case:driver_remove             edit          edit
business_case:driver_from_figure        edit          edit
business_case:driver_follow             -             edit
business_case:assumptions               view          -
business_case:assumption_add            edit          edit
business_case:assumptions_export        view          -
business_case:take_over                 edit          edit
business_case:assumption                edit          edit
business_case:assumption_remove         edit          edit
business_case:shares                    view          edit
business_case:simulation                view          -
business_case:compare                   view          -
business_case:compare_file              view          -
business_case:document                  view          -
business_case:workbook                  view          -
business_case:workbook_import           edit          edit
business_case:workbook_apply            -             edit
strategy:page                           view          -
strategy:link                           edit          edit
strategy:export                         view          -
strategy:together                       view          edit
strategy:points                         -             edit
strategy:stands                         -             edit
strategy:delivery                       view          edit
strategy:agreement                      view          edit
strategy:ownership                      view          edit
strategy:cost_add                       edit          edit
strategy:cost                           edit          edit
strategy:cost_remove                    edit          edit
strategy:qualification                  view          -
strategy:demand_add                     edit          edit
strategy:demand                         edit          edit
strategy:demand_remove                  edit          edit
strategy:questions                      view          edit
strategy:question                       edit          edit
strategy:question_remove                edit          edit
strategy:mandate                        view          edit
strategy:value                          view          -
strategy:value_terms                    edit          edit
strategy:value_add                      edit          edit
strategy:value_members                  edit          edit
strategy:value_take_over                edit          edit
strategy:value_export                   view          -
strategy:value_row                      edit          edit
strategy:value_remove                   -             edit
market:page                             view          -
market:plan                             edit          edit
market:invitation                       view          -
market:invitation_change                edit          edit
market:note_change                      edit          edit
market:note_file                        view          -
market:publish                          -             edit
market:close                            -             edit
market:letter                           view          -
market:notice                           view          -
market:activity_choose                  edit          -
market:activity_add                     edit          edit
market:activity                         view          -
market:activity_change                  edit          edit
market:activity_remove                  edit          edit
market:tick                             -             edit
market:attendance                       -             edit
market:slots                            -             edit
market:minutes                          view          edit
market:slot_remove                      -             edit
market:people                           view          -
market:people_add                       edit          edit
market:people_export                    edit          -
market:people_erase                     edit          edit
market:rows                             view          -
market:row_add                          edit          edit
market:rows_export                      view          -
market:bring                            -             edit
market:row                              view          -
market:row_change                       edit          edit
market:row_remove                       edit          edit
market:told_publish                     -             edit
market:input_file                       view          -
dialogue:invitation                     open          open
dialogue:thanks                         open          -
dialogue:own                            token         -
dialogue:book                           -             token
dialogue:free                           -             token
dialogue:withdraw                       -             token
requirements:page                       view          -
requirements:add                        edit          edit
requirements:proposals                  view          -
requirements:selected                   -             edit
requirements:figures                    view          -
requirements:sections                   edit          edit
requirements:rename_section             edit          edit
requirements:move_section               -             edit
requirements:remove_section             -             edit
requirements:export                     view          -
requirements:document                   view          -
requirements:import                     view          edit
requirements:preview                    edit          edit
requirements:requirement                view          -
requirements:row                        view          -
requirements:change                     edit          edit
requirements:move                       -             edit
requirements:remove                     edit          edit
criteria:page                           view          -
criteria:add                            -             edit
criteria:weights                        -             edit
criteria:weights_sum                    view          -
criteria:model                          view          edit
criteria:trial                          view          view
criteria:requirements                   view          -
criteria:assign                         -             edit
criteria:prices                         view          -
criteria:price_add                      -             edit
criteria:price_change                   edit          edit
criteria:price_remove                   -             edit
criteria:price_move                     -             edit
criteria:price_sums                     -             edit
criteria:basis_add                      -             edit
criteria:basis_change                   edit          edit
criteria:basis_remove                   -             edit
criteria:criterion                      view          -
criteria:change                         edit          edit
criteria:remove                         edit          edit
criteria:move                           -             edit
criteria:judging                        -             edit
criteria:requirement_weights            -             edit
criteria:requirement_weights_sum        -             edit
criteria:requirement_weights_alike      -             edit
criteria:group_weights                  -             edit
criteria:group_weights_sum              view          -
competition:page                        view          -
competition:publish                     publish       publish
tenders:page                            view_tenders  -
tenders:form_file                       view          -
tenders:receive                         judge_price   judge_price
tenders:prices                          view_tenders  -
tenders:prices_export                   view_tenders  -
tenders:control                         view_tenders  -
tenders:control_export                  view_tenders  -
tenders:control_tender                  view_tenders  judge_price
tenders:answers                         view_tenders  -
tenders:requirement                     view_tenders  -
tenders:tender                          view_tenders  -
tenders:change                          judge_price   judge_price
tenders:replace                         judge_price   judge_price
tenders:file                            view_tenders  -
evaluation:page                         view_tenders  -
evaluation:musts                        view_tenders  -
evaluation:musts_of                     view_tenders  score
evaluation:scores                       view_tenders  -
evaluation:workbook                     view_tenders  -
evaluation:moderation                   view_tenders  -
evaluation:moderation_of                view_tenders  score
evaluation:open_moderation              -             score
evaluation:moderation_item              view_tenders  score
evaluation:clarifications               view_tenders  -
evaluation:propose_question             ask           ask
evaluation:clarifications_workbook      view_tenders  -
evaluation:question                     view_tenders  send
evaluation:letter                       view_tenders  -
evaluation:assignments                  view_tenders  manage
evaluation:competences                  manage        manage
evaluation:by_competence                manage        manage
evaluation:assignments_of               view_tenders  manage
evaluation:own                          view_tenders  -
evaluation:own_criterion                score         score
evaluation:own_requirement              score         score
evaluation:notes                        score         -
evaluation:note                         score         score
evaluation:note_of                      score         score
evaluation:meetings                     view_tenders  -
evaluation:plan_meeting                 reject        reject
evaluation:meeting                      view_tenders  reject
evaluation:change_meeting               reject        reject
evaluation:remove_meeting               -             reject
evaluation:meeting_points               score         score
evaluation:reject                       reject        reject
evaluation:lock                         view_tenders  reject
evaluation:result                       view_tenders  -
evaluation:strengths                    view_tenders  -
evaluation:models                       view_tenders  -
evaluation:what_if                      view_tenders  -
evaluation:record                       view_tenders  -
evaluation:recompute                    view_tenders  -
evaluation:excel                        view_tenders  -
evaluation:extracts                     judge_price   -
evaluation:extract                      judge_price   judge_price
evaluation:extract_file                 judge_price   judge_price
evaluation:report                       view_tenders  -
evaluation:keep                         -             reject
evaluation:kept                         view_tenders  -
evaluation:reasons                      view_tenders  -
organisations:page                      person        -
organisations:add                       person        person
organisations:template                  admin         admin
organisations:template_file             admin         -
organisations:change                    admin         admin
people:page                             person        -
people:profile                          person        person
people:invite                           admin         admin
people:send_again                       -             admin
people:withdraw                         -             admin
people:accept                           token         token
set_language                            open          open
account_login                           open          open
account_logout                          open          open
account_inactive                        open          -
account_reauthenticate                  person        person
account_change_password                 person        person
account_reset_password                  open          open
account_reset_password_done             open          -
account_reset_password_from_key         token         token
account_reset_password_from_key_done    open          -
mfa_index                               person        -
mfa_authenticate                        open          open
mfa_reauthenticate                      person        person
mfa_activate_totp                       person        person
mfa_deactivate_totp                     own           own
mfa_view_recovery_codes                 own           -
mfa_generate_recovery_codes             person        person
mfa_download_recovery_codes             own           own
mfa_list_webauthn                       person        -
mfa_add_webauthn                        person        person
mfa_login_webauthn                      open          open
mfa_reauthenticate_webauthn             person        person
mfa_edit_webauthn                       own           own
mfa_remove_webauthn                     own           own
"""

MATRIX: dict[str, tuple[str, str]] = {
    name: (get, post) for name, get, post in (line.split() for line in TABLE.strip().splitlines())
}

ALLOWED_BY = {
    "view": "reader",
    "view_tenders": "councillor",
    "edit": "adviser",
    "score": "nurse",
    "judge_price": "purchaser",
    "reject": "purchaser",
    "send": "purchaser",
    "ask": "nurse",
    "publish": "purchaser",
    "decide": "councillor",
    "manage": "leader",
    "skip": "owner",
    "admin": "leader",
    "person": "reader",
}
"""For each word, somebody of the Agder cast who may, and as little else as the cast has."""

DENIED_TO = {
    "view_tenders": "negotiator",
    "edit": "councillor",
    "score": "leader",
    "judge_price": "nurse",
    "reject": "owner",
    "send": "nurse",
    "ask": "owner",
    "publish": "owner",
    "decide": "purchaser",
    "manage": "purchaser",
    "skip": "leader",
    "admin": "purchaser",
}
"""For each word, somebody of the cast who may much else but not this."""
